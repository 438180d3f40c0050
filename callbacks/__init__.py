"""What happens: one module per area, register(app, …), a few lines each."""
