package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Incident.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings each incident into a conversation with each receiver it is for. */
final class Audience {
  private final Directory directory;
  private final Instant now;
  private final Map<String, Conversation> open = new LinkedHashMap<>();
  private final Set<String> heard = new HashSet<>();
  private final List<Conversation> joined = new ArrayList<>();

  Audience(Directory directory, Instant now, List<Conversation> conversations) {
    this.directory = directory;
    this.now = now;
    conversations.forEach(c -> open.put(c.id(), c));
  }

  /** Takes the incidents that are not over, and says which conversations are other than before. */
  List<Conversation> join(List<Incident> lasting) {
    Map<String, Map<String, List<Incident>>> fresh = new LinkedHashMap<>();
    Map<String, Address> addresses = new HashMap<>();
    for (Incident incident : lasting) {
      if (incident.standing().state() == State.SNOOZED) {
        continue;
      }
      for (Address address : directory.addresses(incident, lasting)) {
        heard.add(key(address.receiver(), incident.id()));
        Optional<Conversation> known = conversation(address, incident);
        if (known.isPresent()) {
          add(known.get(), List.of(incident));
        } else {
          addresses.put(key(address.receiver(), address.groupKey()), address);
          fresh
              .computeIfAbsent(address.receiver(), r -> new LinkedHashMap<>())
              .computeIfAbsent(address.groupKey(), k -> new ArrayList<>())
              .add(incident);
        }
      }
    }
    fresh.forEach((receiver, groups) -> begin(receiver, groups, addresses));
    return joined;
  }

  /** All conversations, the new ones last. */
  List<Conversation> conversations() {
    return List.copyOf(open.values());
  }

  /** Whether a receiver may hear of an incident now. */
  boolean hears(String receiver, String incident) {
    return heard.contains(key(receiver, incident));
  }

  private static String key(String receiver, String other) {
    return receiver + "\n" + other;
  }

  private Optional<Conversation> conversation(Address address, Incident incident) {
    List<Conversation> with =
        open.values().stream().filter(c -> c.receiver().equals(address.receiver())).toList();
    return with.stream()
        .filter(c -> c.speaksOf(incident.id()))
        .findFirst()
        .or(() -> with.stream().filter(c -> c.groupKey().equals(address.groupKey())).findFirst());
  }

  /** More than a few new ones at once are one conversation, and so is their recovery. */
  private void begin(
      String receiver, Map<String, List<Incident>> groups, Map<String, Address> addresses) {
    if (groups.size() <= directory.digestAbove()) {
      groups.forEach(
          (groupKey, some) -> {
            Address address = addresses.get(key(receiver, groupKey));
            add(Conversation.opened(address, groupKey, now), some);
          });
      return;
    }
    Address first = addresses.get(key(receiver, groups.keySet().iterator().next()));
    List<Incident> all = groups.values().stream().flatMap(List::stream).distinct().toList();
    add(Conversation.opened(first, "digest " + now, now), all);
  }

  private void add(Conversation conversation, List<Incident> some) {
    List<Told> told = new ArrayList<>(conversation.told());
    some.stream()
        .filter(i -> !conversation.speaksOf(i.id()))
        .forEach(i -> told.add(Told.nothing(i.id())));
    if (told.size() > conversation.told().size()) {
      Conversation larger = conversation.with(told);
      open.put(larger.id(), larger);
      joined.add(larger);
    }
  }
}
