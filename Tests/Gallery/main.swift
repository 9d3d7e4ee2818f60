writeGallery()
