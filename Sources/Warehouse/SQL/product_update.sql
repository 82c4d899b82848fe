-- Writes the mapped fields of products that changed. $1 the mapped fields, $2 the load.
UPDATE tidings.product p SET
    title = CASE WHEN 'title' = ANY ($1::text[]) THEN s.title ELSE p.title END,
    url = CASE WHEN 'url' = ANY ($1) THEN s.url ELSE p.url END,
    image_url = CASE WHEN 'image_url' = ANY ($1) THEN s.image_url ELSE p.image_url END,
    price = CASE WHEN 'price' = ANY ($1) THEN s.price ELSE p.price END,
    currency = CASE WHEN 'currency' = ANY ($1) THEN s.currency ELSE p.currency END,
    categories = CASE WHEN 'categories' = ANY ($1)
        THEN coalesce(s.categories, '{}') ELSE p.categories END,
    brand = CASE WHEN 'brand' = ANY ($1) THEN s.brand ELSE p.brand END,
    author = CASE WHEN 'author' = ANY ($1) THEN s.author ELSE p.author END,
    publisher = CASE WHEN 'publisher' = ANY ($1) THEN s.publisher ELSE p.publisher END,
    published_on = CASE WHEN 'published_on' = ANY ($1)
        THEN s.published_on ELSE p.published_on END,
    importance = CASE WHEN 'importance' = ANY ($1) THEN s.importance ELSE p.importance END,
    attributes = CASE WHEN 'attributes' = ANY ($1)
        THEN p.attributes || s.attributes ELSE p.attributes END,
    load_id = $2::bigint,
    line = s.line
FROM pg_temp.delta s
WHERE p.product_id = s.product_id AND NOT s.is_new
