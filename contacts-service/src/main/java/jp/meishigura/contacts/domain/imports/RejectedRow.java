package jp.meishigura.contacts.domain.imports;

/**
 * A row that became no card.
 *
 * @param file which file of the request, from 1
 * @param line the row's first line in its file, from 1
 * @param reason a slug, part of the API
 * @param detail what to do about it, without personal data
 */
public record RejectedRow(int file, long line, String reason, String detail) {}
