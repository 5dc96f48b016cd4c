package jp.meishigura.gateway.api;

import java.util.List;

/** For each field one key per version, newest first. */
record ReleasedIndexKeys(List<IndexKeyView> keys) {}
