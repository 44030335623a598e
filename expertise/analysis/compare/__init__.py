"""compare: what the Kyrgyz and the Russian text of one act say differently."""
