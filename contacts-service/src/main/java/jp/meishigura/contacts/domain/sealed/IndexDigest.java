package jp.meishigura.contacts.domain.sealed;

import jp.meishigura.contacts.domain.card.Field;

/** A keyed digest of an {@link IndexTerm}, under one version of the tenant's key for the field. */
public record IndexDigest(Field field, int keyVersion, byte[] digest) {}
