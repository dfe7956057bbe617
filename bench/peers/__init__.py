"""The same documents made by ours and by others: one file for each peer, each as its own users would write it."""
