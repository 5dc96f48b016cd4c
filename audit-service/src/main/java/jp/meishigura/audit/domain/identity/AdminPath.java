package jp.meishigura.audit.domain.identity;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator changed, as the provider's path to it.
 *
 * @param shown the path with the words that such paths are made of and with ids; a star is anything
 *     else, a name for example
 * @param person the account in it
 * @param organization the organization in it
 */
public record AdminPath(String shown, @Nullable UUID person, @Nullable UUID organization) {

  private static final String OTHER = "*";
  private static final int LONGEST = 12;

  private static final Set<String> WORDS =
      Set.of(
          "attack-detection",
          "authentication",
          "brute-force",
          "children",
          "client-scopes",
          "clients",
          "components",
          "composites",
          "config",
          "consents",
          "credentials",
          "disable-credential-types",
          "events",
          "execute-actions-email",
          "executions",
          "federated-identity",
          "flows",
          "groups",
          "identity-provider",
          "impersonation",
          "instances",
          "invitations",
          "keys",
          "logout",
          "logout-all",
          "members",
          "models",
          "optional-client-scopes",
          "default-client-scopes",
          "organizations",
          "protocol-mappers",
          "push-revocation",
          "realm",
          "required-actions",
          "reset-password",
          "role-mappings",
          "roles",
          "roles-by-id",
          "scope-mappings",
          "sessions",
          "users");

  public static AdminPath of(@Nullable String path) {
    String[] segments = path == null ? new String[0] : path.split("/", -1);
    return new AdminPath(
        Arrays.stream(segments)
            .limit(LONGEST)
            .map(one -> WORDS.contains(one) || id(one) != null ? one : OTHER)
            .collect(Collectors.joining("/")),
        after(segments, "users", "members"),
        after(segments, "organizations"));
  }

  private static @Nullable UUID after(String[] segments, String... words) {
    for (int i = 0; i + 1 < segments.length; i++) {
      if (Set.of(words).contains(segments[i])) {
        return id(segments[i + 1]);
      }
    }
    return null;
  }

  private static @Nullable UUID id(String text) {
    try {
      UUID id = UUID.fromString(text);
      // It takes shorter ones, too.
      return id.toString().equals(text) ? id : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
