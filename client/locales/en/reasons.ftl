# Why an act was refused.
