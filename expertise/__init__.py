"""Anti-corruption expertise of legal acts of the Kyrgyz Republic, in Kyrgyz and Russian."""
