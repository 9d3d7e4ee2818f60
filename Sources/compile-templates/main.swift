import Foundation
import TemplateCompiler

exit(compileTemplates(arguments: Array(CommandLine.arguments.dropFirst())))
