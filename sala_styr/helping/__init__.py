"""Help by consent: somebody sees what another person sees and does what they would have done, because that person has said yes, for a while, in the open."""
