# The joint flight plan.
