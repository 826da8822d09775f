"""What may be said: identifiers, subjects, records, measures, outcomes and checks, and the GraphQL graph over them."""
