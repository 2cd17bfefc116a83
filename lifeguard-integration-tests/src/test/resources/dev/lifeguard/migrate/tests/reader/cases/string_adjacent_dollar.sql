SELECT 'a'
$$b$$;
