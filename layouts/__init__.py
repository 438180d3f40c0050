"""What is seen: pure functions from geodata types to components and figures."""
