package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.text.HostileValues;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of others in the languages of channels: shown as they are, and without effect. */
class MarkupTest {
  private static final Templates TEMPLATES = new Templates(Optional.empty());
  private static final String INVISIBLE = "\u200b";

  static Stream<String> texts() {
    return Stream.concat(
        HostileValues.all().filter(text -> text.length() < 1_000),
        Stream.of(
            "# heading",
            "## heading",
            "- item",
            "+ item",
            "* item",
            "1. item",
            "12) item",
            "> quoted",
            "=====",
            "-----",
            "***",
            "```\ncode\n```",
            "~~~ code",
            "**bold** __bold__ *em* _em_ ~~gone~~ ||spoiler||",
            "[a](http://example.org) ![b](http://example.org/x.png) [c]: /x",
            "<http://example.org> <a@example.org> <b>bold</b> <!-- no -->",
            "&lt;b&gt; &#35; &copy;",
            "`code` ``code``",
            "| a | b |",
            "$x^2$",
            "\\*already\\* \\",
            "<!everyone> <!channel> <!here|x> <@U024BE7LH> <#C024BE7LR> <@&12> <@!12>",
            "@everyone @here @octocat @org/team a@example.org",
            "#12 GH-12 octo/repo#12"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void markdownIsNothingButTheText(String text) {
    String markdown = Markup.MARKDOWN.text(text);
    List<String> shown = new ArrayList<>();
    Node document = Parser.builder().build().parse(markdown);
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text one) {
            shown.add(one.getLiteral());
          }

          @Override
          protected void visitChildren(Node parent) {
            assertThat(parent.getClass().getSimpleName()).isIn("Document", "Paragraph", "Text");
            super.visitChildren(parent);
          }
        });
    String visible = String.join("", shown).replace(INVISIBLE, "");
    assertThat(visible).isEqualTo(Markup.PLAIN.text(text).replace(INVISIBLE, ""));
    assertThat(document.getFirstChild()).isInstanceOf(Paragraph.class);
    assertThat(document.getFirstChild().getNext()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "@everyone",
    "@here",
    "@octocat",
    "a@example.org",
    "<@U024BE7LH>",
    "#12",
    "GH-12",
    "http://example.org"
  })
  void nobodyIsCalledAndNothingIsLinked(String call) {
    String quiet = "\\\\?" + call.replaceAll("[@#:-]", "$0[" + INVISIBLE + "\\\\\\\\]");
    assertThat(Markup.MARKDOWN.text(call).replace("\\<", "<").replace("\\>", ">"))
        .matches(quiet)
        .isNotEqualTo(call);
    assertThat(Markup.SLACK.text(call)).isNotEqualTo(call).doesNotContain("<");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void slackSeesNoTagOfOurs(String text) {
    assertThat(Markup.SLACK.text(text)).doesNotContain("<", ">").doesNotContain("://");
    String slack = TEMPLATES.slack(SampleMessages.hostile(text), 100_000);
    assertThat(slack.replace("<https://example.com/runbooks/late%5Fbars?", ""))
        .doesNotContain("<")
        .contains("|Read on>");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void htmlHasNoTagOfOthers(String text) {
    String page = TEMPLATES.html(SampleMessages.hostile(text));
    String clean = TEMPLATES.html(SampleMessages.hostile("plain"));
    assertThat(count(page, '<')).isEqualTo(count(clean, '<'));
    assertThat(count(page, '"')).isEqualTo(count(clean, '"'));
    assertThat(count(page, '\'')).isEqualTo(count(clean, '\''));
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void noTextBreaksTheLinesOfAMessage(String text) {
    Message hostile = SampleMessages.hostile(text);
    Message plain = SampleMessages.hostile("plain");
    assertThat(TEMPLATES.text(hostile, 100_000).lines().count())
        .isEqualTo(TEMPLATES.text(plain, 100_000).lines().count());
    assertThat(TEMPLATES.markdown(hostile, 100_000).lines().count())
        .isEqualTo(TEMPLATES.markdown(plain, 100_000).lines().count());
    assertThat(TEMPLATES.title(hostile, 100_000)).doesNotContain("\n", "\r");
  }

  @Test
  void aCommandStaysWithinItsMarks() {
    assertThat(Markup.MARKDOWN.command("a `b` <c>")).isEqualTo("`a 'b' <c>`");
    assertThat(Markup.SLACK.command("a `b` <c>")).isEqualTo("`a 'b' &lt;c&gt;`");
    assertThat(Markup.HTML.command("a <c>")).isEqualTo("<code>a &lt;c&gt;</code>");
    assertThat(Markup.PLAIN.command("a <c>")).isEqualTo("a <c>");
    assertThat(Markup.SLACK.command(" ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"javascript:alert(1)", "data:text/html;x", "file:///etc/passwd", "mailto:a@b", "/x"})
  void linksToTheWebOnly(URI address) {
    for (Markup markup : Markup.values()) {
      assertThat(markup.link(address)).isEmpty();
    }
  }

  @Test
  void aLinkCannotEndItsMarks() {
    URI address = URI.create("https://example.com/a_(b)*?q='x'&r=1");
    assertThat(Markup.PLAIN.link(address)).hasValue("https://example.com/a_(b)*?q='x'&r=1");
    assertThat(Markup.HTML.link(address))
        .hasValue("https://example.com/a_(b)*?q=&#39;x&#39;&amp;r=1");
    assertThat(Markup.MARKDOWN.link(address))
        .hasValue("https://example.com/a%5F%28b%29%2A?q=%27x%27&r=1");
    assertThat(Markup.SLACK.link(address))
        .hasValue("https://example.com/a%5F%28b%29%2A?q=%27x%27&amp;r=1");
  }
}
