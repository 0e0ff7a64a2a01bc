"""An issue tracker kept in step with what was agreed: a plan is made, shown, then carried out."""
