package jp.meishigura.gateway.domain.ring;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** All versions of one tenant's secret, newest first. Its holder closes it, which zeroes them. */
public final class Ring implements AutoCloseable {

  private final List<TenantSecret> secrets;

  /** Takes the secrets over. */
  public Ring(List<TenantSecret> secrets) {
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(TenantSecret::version).reversed()).toList();
  }

  public List<TenantSecret> newestFirst() {
    return secrets;
  }

  /** The version that new keys are made under. */
  public Optional<TenantSecret> newest() {
    return secrets.stream().findFirst();
  }

  public Optional<TenantSecret> find(UUID id) {
    return secrets.stream().filter(secret -> secret.id().equals(id)).findFirst();
  }

  /** Which versions these are. */
  public Set<UUID> ids() {
    return secrets.stream().map(TenantSecret::id).collect(Collectors.toUnmodifiableSet());
  }

  public Ring copy() {
    return new Ring(secrets.stream().map(TenantSecret::copy).toList());
  }

  @Override
  public void close() {
    secrets.forEach(TenantSecret::close);
  }
}
