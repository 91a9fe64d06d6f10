package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** What GitHub says of an issue and of a comment. */
final class GitHubBodies {
  private GitHubBodies() {}

  static void check(OtherSide.Asked asked) {
    Map<?, ?> body = Bodies.object(asked.body());
    String text = Bodies.text(body, "body", 65_536);
    assertThat(text).startsWith("<!-- sentinel:" + Messages.THREAD + " -->\n<!-- sentinel:m");
    String shown = text.lines().skip(2).reduce("", (all, line) -> all + line + "\n");
    // whatever stands before a bracket that GitHub would take as HTML
    assertThat(shown.replace("\\<", "").replaceAll("`[^`\n]*`", "")).doesNotContain("<");
    assertThat(shown.replaceAll("`[^`\n]*`", "")).doesNotContainPattern("@[A-Za-z]");
    if (asked.path().endsWith("/comments")) {
      Bodies.onlyNames(body, "body");
    } else {
      Bodies.onlyNames(body, "title", "body", "labels");
      Bodies.text(body, "title", 256);
      assertThat(Bodies.list(body, "labels").stream().map(String::valueOf))
          .containsExactly("data", "sentinel");
    }
  }
}
