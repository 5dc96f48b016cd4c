package jp.meishigura.contacts.keys;

import jp.meishigura.platform.seal.SecretBytes;

/**
 * A tenant's key for the blind index of one field.
 *
 * @param field the field's slug
 */
record IndexKey(String field, int version, SecretBytes key) {}
