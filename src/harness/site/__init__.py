"""What the harness itself serves: `/_control`, connection callbacks, and the pages of `harness up`."""
