package io.dataflow.sentinel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.BiPredicate;

/**
 * What no class may ask of the machine it runs on: what time it is, which zone and which language
 * are usual there. Calls and method references count alike.
 */
final class TimeRules {
  /** The parts that wait for a while, or say how long something took. */
  private static final Set<String> MEASURE =
      Set.of(
          "io.dataflow.sentinel.source.yahoo.Pace",
          "io.dataflow.sentinel.source.yahoo.YahooSource",
          "io.dataflow.sentinel.RunLog",
          "io.dataflow.sentinel.BacktestCommand",
          "io.dataflow.sentinel.RealPassing");

  /** Date types that know the present moment, or the machine's zone, without being told. */
  private static final Set<String> OLD_DATES =
      Set.of(
          "java.util.Date",
          "java.util.Calendar",
          "java.util.GregorianCalendar",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.text.DateFormat",
          "java.text.SimpleDateFormat");

  /** With the rule on clocks this is all the ways there are in the JDK. */
  static final ArchRule NOBODY_SAYS_NOW =
      noClasses()
          .should()
          .accessTargetWhere(
              is(
                  "asks for the current time by itself",
                  (owner, name) ->
                      (owner.startsWith("java.time.") && name.equals("now"))
                          || (owner.equals(System.class.getName())
                              && name.equals("currentTimeMillis"))))
          .because("every rule can be tried and replayed at any hour only when time is given");

  static final ArchRule ONE_CLASS_MAKES_THE_RUNNING_CLOCK =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.dataflow.sentinel.Main")
          .should()
          .accessTargetWhere(
              is(
                  "makes a running clock",
                  (owner, name) ->
                      (owner.equals(Clock.class.getName())
                              || owner.equals(InstantSource.class.getName()))
                          && (name.startsWith("system") || name.startsWith("tick"))))
          .because("the program's entry asks for the time once and hands the clock on");

  static final ArchRule ELAPSED_TIME_IS_MEASURED_IN_FEW_PLACES =
      noClasses()
          .that(
              new DescribedPredicate<JavaClass>("neither wait nor measure") {
                @Override
                public boolean test(JavaClass one) {
                  return !MEASURE.contains(one.getFullName());
                }
              })
          .should()
          .accessTargetWhere(
              is(
                  "reads System.nanoTime",
                  (owner, name) -> owner.equals(System.class.getName()) && name.equals("nanoTime")))
          .because(
              "nanoTime tells no date and no verdict can follow from it, so those that pace"
                  + " requests or say how long a stage took may use it, and nobody else");

  static final ArchRule NO_OLD_DATES =
      noClasses()
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("are dates of the machine's zone") {
                @Override
                public boolean test(JavaClass one) {
                  return OLD_DATES.contains(one.getFullName());
                }
              })
          .because("they mean another moment in another zone of the machine");

  static final ArchRule NO_ZONE_OF_THE_MACHINE =
      noClasses()
          .should()
          .accessTargetWhere(
              is(
                  "asks for the machine's zone",
                  (owner, name) ->
                      (owner.equals("java.time.ZoneId") && name.equals("systemDefault"))
                          || (owner.equals(TimeZone.class.getName())
                              && List.of("getDefault", "setDefault").contains(name))))
          .because("an exchange's zone stands in its calendar, everything else is UTC");

  static final ArchRule NO_LANGUAGE_OF_THE_MACHINE =
      noClasses()
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("goes by the machine's language") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return byLanguage(access);
                }
              })
          .because(
              "in Turkish \"PROVISIONAL\" in lower case is another word; String.formatted may stay,"
                  + " as what it writes is read by people only");

  private TimeRules() {}

  private static boolean byLanguage(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String name = access.getTarget().getName();
    String call = access.getTarget().getFullName();
    boolean ofMachine = owner.equals(Locale.class.getName()) && name.endsWith("etDefault");
    boolean changesCase = call.endsWith("LowerCase()") || call.endsWith("UpperCase()");
    boolean formats = call.startsWith("java.lang.String.format(java.lang.String");
    boolean pattern = call.equals("java.time.format.DateTimeFormatter.ofPattern(java.lang.String)");
    return ofMachine
        || (owner.equals("java.lang.String") && (changesCase || formats))
        || pattern
        || owner.equals("java.text.DecimalFormat")
        || owner.equals("java.text.NumberFormat")
        || owner.equals("java.text.MessageFormat");
  }

  private static DescribedPredicate<JavaAccess<?>> is(
      String description, BiPredicate<String, String> ownerAndName) {
    return new DescribedPredicate<>(description) {
      @Override
      public boolean test(JavaAccess<?> access) {
        return ownerAndName.test(
            access.getTargetOwner().getFullName(), access.getTarget().getName());
      }
    };
  }

  static List<ArchRule> all() {
    return List.of(
        NOBODY_SAYS_NOW,
        ONE_CLASS_MAKES_THE_RUNNING_CLOCK,
        ELAPSED_TIME_IS_MEASURED_IN_FEW_PLACES,
        NO_OLD_DATES,
        NO_ZONE_OF_THE_MACHINE,
        NO_LANGUAGE_OF_THE_MACHINE);
  }
}
