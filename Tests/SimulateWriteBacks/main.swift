import Simulation

SimulateWriteBacks.main()
