package jp.meishigura.contacts.keys;

import jp.meishigura.platform.seal.KeyedDigest;

/**
 * A digest of a request, in the making.
 *
 * @param version of the index keys that it is keyed by
 */
public record RequestDigest(int version, KeyedDigest digest) {}
