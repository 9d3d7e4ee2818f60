// The compiler needs one Swift file here; the build plugin makes the rest.
