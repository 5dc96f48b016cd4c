package jp.meishigura.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secret;

/** {@code secrets/demo-people.json}: who the demo people are and how they log in. Mode 600. */
public final class DemoPeopleFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public DemoPeopleFile(Folders folders) {
    this.file = folders.secrets().resolve("demo-people.json");
  }

  public Path path() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * What the file holds.
   *
   * @throws LaunchException when the suite never started here, so that there is no such file
   */
  public DemoPeople read() throws IOException {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      List<DemoPerson> people = new ArrayList<>();
      for (JsonNode person : root.path("people")) {
        people.add(
            new DemoPerson(
                person.path("username").asText(),
                person.path("id").asText(),
                person.path("tenant").asText(),
                person.path("role").asText(),
                new Secret(person.path("totpSecret").asText())));
      }
      return new DemoPeople(new Secret(root.path("password").asText()), people);
    } catch (NoSuchFileException e) {
      throw new LaunchException("There are no demo people yet: start the suite with make up.", e);
    }
  }

  void write(DemoPeople people) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("password", people.password().reveal());
    ArrayNode list = root.putArray("people");
    for (DemoPerson person : people.people()) {
      list.addObject()
          .put("username", person.username())
          .put("id", person.id())
          .put("tenant", person.tenant())
          .put("role", person.role())
          .put("totpSecret", person.totp().reveal());
    }
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
