package jp.meishigura.contacts.domain.card;

/** How much a field tells about a person; the field policy speaks of classes, not of fields. */
public enum FieldClass {
  /** Who somebody is at work: name, reading, company, department, title. */
  IDENTITY,
  /** How to reach somebody: phone, e-mail, address, URL. */
  CONTACT_POINT,
  /** Free text and raw records, which may hold anything: note, original. */
  SENSITIVE
}
