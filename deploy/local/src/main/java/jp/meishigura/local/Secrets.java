package jp.meishigura.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets of this installation, one file of mode 600 each: made at the first request, the same ever
 * after.
 */
public final class Secrets {
  /** 192 bits: far beyond guessing, and short enough to type. */
  private static final int BYTES = 24;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  public Secrets(Path folder) {
    this.folder = folder;
  }

  /** The secret of that name (letters, digits, {@code - . _}). */
  public synchronized Secret get(String name) {
    try {
      return new Secret(Files.readString(file(name)).strip());
    } catch (NoSuchFileException e) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      return put(name, new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a secret that somebody else made, such as an AppRole's secret id. */
  public synchronized Secret put(String name, Secret secret) {
    try {
      PrivateFiles.write(file(name), secret.reveal());
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the secret was made already. */
  public boolean has(String name) {
    return Files.exists(file(name));
  }

  /** Where the secret of that name is kept, for servers that read it from a file. */
  public Path file(String name) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("not a name for a secret: " + name);
    }
    return folder.resolve(name);
  }
}
