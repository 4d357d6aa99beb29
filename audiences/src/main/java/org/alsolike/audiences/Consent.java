package org.alsolike.audiences;

/** What a segment asks for before a member may be contacted. A no is always obeyed. */
public enum Consent {
  /** Only members who said yes; unknown is not yes. */
  REQUIRED,
  /** Also members of whom nothing is known, where the law lets the purpose do without. */
  NOT_REQUIRED
}
