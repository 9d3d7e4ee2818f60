import Foundation

exit(embed(arguments: Array(CommandLine.arguments.dropFirst())))
