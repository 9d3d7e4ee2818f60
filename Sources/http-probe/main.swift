print("http-probe")
