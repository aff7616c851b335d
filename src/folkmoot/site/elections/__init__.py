"""Elections: those who stand, the ballot paper and its receipt, the result, vacancies, and recall."""
