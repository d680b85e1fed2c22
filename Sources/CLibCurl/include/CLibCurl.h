#pragma once
#include <curl/curl.h>

// Swift cannot call variadic C functions, so each kind of argument gets one plain function here.

CURLcode nacre_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode nacre_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode nacre_easy_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode nacre_easy_set_bytes(CURL *easy, CURLoption option, const void *value);
CURLcode nacre_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value);

typedef size_t (*nacre_receiver)(char *bytes, size_t size, size_t count, void *context);
/// `option` is CURLOPT_WRITEFUNCTION or CURLOPT_HEADERFUNCTION; sets the matching data option to `context`.
CURLcode nacre_easy_set_receiver(CURL *easy, CURLoption option, nacre_receiver receiver, void *context);

CURLcode nacre_easy_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode nacre_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value);

CURLMcode nacre_multi_set_long(CURLM *multi, CURLMoption option, long value);
/// The next finished transfer, or NULL; the message of libcurl holds a union, which Swift reads badly.
CURL *nacre_multi_next_done(CURLM *multi, CURLcode *result);
