// RoutesTests
