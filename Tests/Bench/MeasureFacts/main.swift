MeasureFacts.main()
