print("Embed")
