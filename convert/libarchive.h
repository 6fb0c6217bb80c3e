/* libarchive, loaded when the first archive is met: the functions of it that are called. */
#ifndef WIRE_CONVERT_LIBARCHIVE_H
#define WIRE_CONVERT_LIBARCHIVE_H

#include <stdbool.h>

#include <archive.h>
#include <archive_entry.h>

#define LIBARCHIVE(X) \
    X(archive_read_new) X(archive_read_free) X(archive_read_open) X(archive_read_open_memory) X(archive_read_open_fd) \
    X(archive_read_next_header) X(archive_read_data) X(archive_filter_bytes) X(archive_filter_code) X(archive_format) \
    X(archive_error_string) X(archive_errno) \
    X(archive_read_support_filter_gzip) X(archive_read_support_filter_bzip2) X(archive_read_support_filter_xz) \
    X(archive_read_support_filter_zstd) X(archive_read_support_format_tar) X(archive_read_support_format_zip) \
    X(archive_read_support_format_raw) \
    X(archive_write_new) X(archive_write_free) X(archive_write_close) X(archive_write_open) \
    X(archive_write_finish_entry) X(archive_write_set_bytes_per_block) X(archive_write_header) \
    X(archive_write_data) X(archive_write_set_format_pax_restricted) X(archive_write_set_format_zip) \
    X(archive_write_set_options) X(archive_write_add_filter_gzip) X(archive_write_add_filter_bzip2) \
    X(archive_write_add_filter_xz) X(archive_write_add_filter_zstd) \
    X(archive_entry_new) X(archive_entry_free) X(archive_entry_clear) X(archive_entry_pathname) X(archive_entry_filetype) \
    X(archive_entry_hardlink) X(archive_entry_copy_pathname) X(archive_entry_set_filetype) X(archive_entry_set_perm) \
    X(archive_entry_set_size) X(archive_entry_set_mtime)

struct libarchive {
    void *handle;
#define X(name) __typeof__(name) *name;
    LIBARCHIVE(X)
#undef X
};

/* Load it, unless it is; false and *why, in the loader's words, where it cannot be had. */
bool libarchive_open(struct libarchive *, const char **why);
void libarchive_close(struct libarchive *);

#endif
