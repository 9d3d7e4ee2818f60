print("TemplateCompiler")
