package jp.meishigura.contacts.keys;

import javax.crypto.Mac;

/**
 * A digest of a request, in the making.
 *
 * @param version of the index keys that it is keyed by
 */
public record RequestMac(int version, Mac mac) {}
