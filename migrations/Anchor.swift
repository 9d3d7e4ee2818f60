// The SQL files beside this one are the schema, in the order of their numbers. The build embeds them, so that one file is
// the whole program. A file that has shipped is frozen: its hash stands in every database it was applied to.
