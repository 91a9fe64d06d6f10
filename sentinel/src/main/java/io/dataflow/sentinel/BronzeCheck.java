package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.BronzeAudit;
import java.util.ArrayList;
import java.util.List;

/** Bronze: every line can be read, every answer is there, and with depth is what was received. */
final class BronzeCheck {
  private static final int MOST_SHOWN = 10;
  private static final String REPAIR = "sentinel repair bronze";

  private final Sentinel sentinel;
  private final boolean deep;

  BronzeCheck(Sentinel sentinel, boolean deep) {
    this.sentinel = sentinel;
    this.deep = deep;
  }

  List<Symptom> symptoms() {
    BronzeAudit.Findings found =
        BronzeAudit.of(
            sentinel.bronze(), deep ? BronzeAudit.Depth.CONTENT : BronzeAudit.Depth.NAMES);
    List<Symptom> all = new ArrayList<>();
    found.badLines().forEach(bad -> all.add(Symptom.fail("bronze", bad.words(), REPAIR)));
    found.damaged().stream()
        .limit(MOST_SHOWN)
        .map(d -> Symptom.fail("bronze", "the answer " + d.file() + ": " + d.what(), REPAIR))
        .forEach(all::add);
    int hidden = found.damaged().size() - MOST_SHOWN;
    if (hidden > 0) {
      all.add(Symptom.fail("bronze", "and " + hidden + " more damaged answers", REPAIR));
    }
    if (!found.unnamed().isEmpty()) {
      all.add(
          Symptom.warn(
              "bronze",
              found.unnamed().size()
                  + " answers have no receipt, as when a run was killed or receipts were lost: "
                  + found.unnamed().get(0),
              "nothing when a run was killed, else: " + REPAIR));
    }
    if (all.isEmpty()) {
      String read = deep ? ", every byte is what was received" : ", every answer is there";
      all.add(Symptom.ok("bronze", found.receipts() + " receipts" + read));
    }
    return all;
  }
}
