// ConnectWiseTests
