SeedStore.main()
