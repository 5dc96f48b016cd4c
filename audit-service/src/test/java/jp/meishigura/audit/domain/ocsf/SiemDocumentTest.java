package jp.meishigura.audit.domain.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.ecs.EcsMapper;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.platform.testing.Stand;
import org.junit.jupiter.api.Test;

/** docs/siem.md says what the code does. */
class SiemDocumentTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| (?:(\\d{4}) [^|]*)?\\| (\\d+) ([^|]+) \\| (.*) \\|$");
  private static final Pattern SLUG = Pattern.compile("`([a-z-]+\\.[a-z-]+)`");

  private static String document() throws IOException {
    return Files.readString(Stand.repository().resolve("docs/siem.md"));
  }

  @Test
  void the_table_of_classes_is_that_of_the_code() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    String ofClass = "";
    for (String line : document().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        ofClass = row.group(1) == null ? ofClass : row.group(1);
        Matcher slug = SLUG.matcher(row.group(4));
        while (slug.find()) {
          String activity = ofClass + " " + row.group(2) + " " + row.group(3);
          assertThat(documented.put(slug.group(1), activity)).as(slug.group(1)).isNull();
        }
      }
    }

    assertThat(documented)
        .isEqualTo(
            Arrays.stream(Action.values())
                .collect(
                    Collectors.toMap(
                        Action::slug, SiemDocumentTest::described, (a, b) -> a, TreeMap::new)));
  }

  private static String described(Action action) {
    Activity activity = Activities.of(action);
    return activity.of().uid() + " " + activity.id() + " " + activity.caption();
  }

  @Test
  void every_field_of_ecs_that_is_filled_is_in_the_table() throws IOException {
    String document = document();
    OcsfMapper ocsf = new OcsfMapper("log.test.example/audit");

    assertThat(EcsMapper.map(ocsf.map(OcsfEvents.of("card.read", Decision.refused, "locked"))))
        .allSatisfy(
            (name, value) ->
                assertThat(
                        document.contains("`" + name + "`")
                            || document.contains("`" + name.substring(name.lastIndexOf('.')) + "`")
                            || name.equals("ecs.version"))
                    .as(name)
                    .isTrue());
  }
}
