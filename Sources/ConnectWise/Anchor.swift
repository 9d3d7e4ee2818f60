// ConnectWise
