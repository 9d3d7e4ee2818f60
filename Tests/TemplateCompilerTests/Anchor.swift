// TemplateCompilerTests
