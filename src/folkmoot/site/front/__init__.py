"""Front of the house: home page, sign-in, joining, the first run, and the pages of branches and clerks."""
