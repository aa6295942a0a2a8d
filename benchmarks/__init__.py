"""How fast the product is: builds data, measures, writes docs/performance.md (`make benchmark`)."""
