package jp.meishigura.local.keycloak;

import java.util.List;
import java.util.stream.Collectors;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;

/**
 * The demo people of one installation.
 *
 * @param password the password that all of them share
 */
public record DemoPeople(Secret password, List<DemoPerson> people) {
  public DemoPeople {
    people = List.copyOf(people);
  }

  /**
   * The person of that user name.
   *
   * @throws LaunchException when there is none; the message lists those there are
   */
  public DemoPerson named(String username) {
    return people.stream()
        .filter(person -> person.username().equals(username))
        .findFirst()
        .orElseThrow(
            () ->
                new LaunchException(
                    "There is no demo person " + username + ", but there are: " + names() + "."));
  }

  private String names() {
    return people.stream().map(DemoPerson::username).collect(Collectors.joining(", "));
  }
}
