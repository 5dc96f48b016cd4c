package jp.meishigura.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What the build knew: versions, and where Maven put the servers that are not on the class path.
 */
public final class Build {
  private Build() {}

  /**
   * A value of {@code launcher.properties}: {@code keycloak.version}, {@code keycloak.zip}, {@code
   * postgres.version}.
   */
  public static String value(String key) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/launcher.properties")) {
      if (in == null) {
        throw new LaunchException("The launcher was not built: run deploy/local/launch.");
      }
      properties.load(in);
    }
    String value = properties.getProperty(key, "");
    if (value.isBlank() || value.startsWith("${")) {
      throw new LaunchException("The launcher's build left " + key + " empty: build it again.");
    }
    return value;
  }
}
