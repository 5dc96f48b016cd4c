package jp.meishigura.local;

/**
 * One installation of the suite: what every part needs to know.
 *
 * @param folders where it lives
 * @param ports where it listens
 * @param secrets what it generated for itself
 * @param durable whether data must survive a crash of the machine; a stand for tests does without
 */
public record Site(Folders folders, Ports ports, Secrets secrets, boolean durable) {}
