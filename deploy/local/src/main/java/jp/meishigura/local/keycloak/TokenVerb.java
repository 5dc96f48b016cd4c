package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;
import jp.meishigura.local.Verb;

/** {@code token}: prints an access token and nothing else, for use in a shell's {@code $(…)}. */
public final class TokenVerb implements Verb {
  /** Whose tenant is meant when a service account asks and nobody says. */
  private static final String DEFAULT_TENANT = "aozora";

  private final Function<Arguments, Site> sites;

  /**
   * @param sites finds the installation that the arguments mean
   */
  public TokenVerb(Function<Arguments, Site> sites) {
    this.sites = sites;
  }

  @Override
  public String name() {
    return "token";
  }

  @Override
  public String help() {
    return "--as PERSON | --client CLIENT | --device TENANT  --for contacts|consent|audit"
        + "  [--acr aal1] [--tenant ALIAS]  an access token";
  }

  @Override
  public int run(Arguments arguments) throws IOException, InterruptedException {
    Site site = sites.apply(arguments);
    try {
      System.out.println(token(arguments, site).reveal());
      return 0;
    } catch (ConnectException e) {
      throw new LaunchException(
          "Nothing answers at " + Issuer.at(site.ports()).uri() + ": start the suite with make up.",
          e);
    }
  }

  private static Secret token(Arguments arguments, Site site)
      throws IOException, InterruptedException {
    Audience audience = Audience.named(arguments.required("--for"));
    Optional<String> person = arguments.option("--as");
    if (person.isPresent()) {
      return ofPerson(person.get(), audience, arguments, site);
    }
    Issuer issuer = Issuer.at(site.ports());
    Optional<String> client = arguments.option("--client");
    if (client.isPresent()) {
      return new ClientLogin(issuer, site.secrets())
          .token(client.get(), audience, arguments.option("--tenant").orElse(DEFAULT_TENANT));
    }
    String tenant =
        arguments
            .option("--device")
            .orElseThrow(
                () ->
                    new LaunchException("Say who: --as PERSON, --client CLIENT, --device TENANT."));
    return new DeviceLogin(issuer).token(audience, tenant, System.err::println);
  }

  private static Secret ofPerson(String username, Audience audience, Arguments arguments, Site site)
      throws IOException, InterruptedException {
    DemoLogin login = DemoLogin.at(site.folders(), site.ports());
    String own = login.people().named(username).tenant();
    return login.token(
        username,
        audience,
        arguments.option("--tenant").orElse(own),
        arguments.option("--acr").map(Acr::named).orElse(Acr.AAL2));
  }
}
