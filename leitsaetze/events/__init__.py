"""Events, invitations, registrations."""
