package io.dataflow.sentinel.channel;

/**
 * How much of a message is shown.
 *
 * @param members of each entry
 * @param entries from the first
 * @param facts from the first
 * @param longest a free text may be; a cause, a command and a link are never cut
 */
record Shape(int members, int entries, int facts, int longest) {
  /** What is shown where there is room: more than this nobody reads. */
  static final Shape WHOLE = new Shape(8, 20, 40, 2_000);

  Shape withMembers(int most) {
    return new Shape(most, entries, facts, longest);
  }

  Shape withEntries(int most) {
    return new Shape(members, most, facts, longest);
  }

  Shape withFacts(int most) {
    return new Shape(members, entries, most, longest);
  }

  Shape withLongest(int characters) {
    return new Shape(members, entries, facts, characters);
  }
}
